# misbuilt:region no-rules
MAKEFLAGS += --no-builtin-rules
%.o: %.c
	$(CC) $(CFLAGS) -c -o $@ $<
# misbuilt:endregion no-rules
