# misbuilt:region touch
touch table.c
# misbuilt:endregion touch
