// The pad in the file of the object that it protects, so that whatever links one links the other.
#include "pad.cpp"

#include "victim.cpp"
