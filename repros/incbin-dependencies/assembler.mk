include plain.mk
# misbuilt:region assembler
blob.o: CFLAGS += -Wa,--MD,blob.d
# misbuilt:endregion assembler
