# misbuilt:region cancel
%.c: %.y
%: %.sh
# misbuilt:endregion cancel
