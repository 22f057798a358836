/* The file that is committed. */
const char said[] = "committed";
