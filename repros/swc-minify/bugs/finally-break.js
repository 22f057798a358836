// wrong: threw RangeError
// wrong: result: undefined
// misbuilt:region bug
function size(kind) {
  switch (kind) {
    default:
      try {
        throw new RangeError(kind);
      } finally {
        break;
      }
  }
  return "no size";
}
// misbuilt:endregion bug
try {
  console.log("result: " + size("unknown"));
} catch (error) {
  console.log("threw " + error.name);
}
