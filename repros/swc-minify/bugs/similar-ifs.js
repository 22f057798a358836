// wrong: taken 1
let left = 3;
let taken = 0;
function take() {
  taken += 1;
  left -= 1;
  return left === 1;
}
// misbuilt:region bug
function drain(closed, empty, first, second) {
  if (closed) return;
  if (empty) return;
  if (first) {
    while (take()) {}
  }
  if (second) {
    while (take()) {}
  }
}
// misbuilt:endregion bug
drain(false, false, true, true);
console.log("taken " + taken);
