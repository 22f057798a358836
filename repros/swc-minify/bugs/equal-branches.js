// wrong: the disk is full, the disk is full
// misbuilt:region bug
function explain(problem) {
  if (problem === "disk") {
    const text = "the disk is full";
    return { again: true, text };
  }
  if (problem === "network") {
    const text = "the network is down";
    return { again: true, text };
  }
  return { again: true, text: "unknown" };
}
// misbuilt:endregion bug
console.log(explain("disk").text + ", " + explain("network").text);
