include plain.mk
# misbuilt:region assembler-pipe
blob.o: CFLAGS += -pipe -Wa,--MD,blob.incbin.d
-include blob.incbin.d
# misbuilt:endregion assembler-pipe
