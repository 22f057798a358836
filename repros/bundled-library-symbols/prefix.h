// misbuilt:region prefix
// MB0030: the program's copy of the library has names of its own.
#define codec_open program_codec_open
// misbuilt:endregion prefix
