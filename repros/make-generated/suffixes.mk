# misbuilt:region suffixes
.SUFFIXES:
.SUFFIXES: .c .o
# misbuilt:endregion suffixes
