// wrong: TypeError
const waiting = {};
function later() {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
}
// misbuilt:region bug
async function load(name) {
  if (!waiting[name]) {
    for (waiting[name] = later(); ;)
      if (waiting.current) await waiting.current.promise;
      else {
        waiting.current = waiting[name];
        try {
          return await waiting[name].promise;
        } finally {
          delete waiting.current;
          delete waiting[name];
        }
      }
  }
  return await waiting[name].promise;
}
// misbuilt:endregion bug
load("page").then(
  (value) => console.log("loaded " + value),
  (error) => console.log(error.name),
);
if (waiting.current) waiting.current.resolve("page");
