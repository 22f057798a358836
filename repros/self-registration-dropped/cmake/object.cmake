cmake_minimum_required(VERSION 3.24)
project(codecs CXX)

add_executable(program main.cpp whether.cpp)
# misbuilt:region object
# MB0014: an object library is no archive, so each of its files is linked.
add_library(codecs OBJECT registry.cpp png.cpp)
target_link_libraries(program PRIVATE codecs)
# misbuilt:endregion object
