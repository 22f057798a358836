/* The bytes of data.txt, as blob and its size. */
/* misbuilt:region embed */
const unsigned char blob[] = {
#embed "data.txt"
};
const unsigned long blob_size = sizeof blob;
/* misbuilt:endregion embed */
