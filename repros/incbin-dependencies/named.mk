include plain.mk
# misbuilt:region named
blob.o: data.txt
# misbuilt:endregion named
