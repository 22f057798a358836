/** Reading JSON of unknown shape: what is missing or of another kind reads as nothing. */

/**
 * @param {unknown} object
 * @param {string} key
 * @returns {unknown}
 */
export function get(object, key) {
  if (typeof object !== "object" || object === null) return undefined;
  /** @type {unknown} */
  const value = Reflect.get(object, key);
  return value;
}

/**
 * The sum of counters.
 * @param {unknown} object
 * @param {string[]} keys
 * @returns {number}
 */
export function count(object, ...keys) {
  return keys.reduce((sum, key) => {
    const value = get(object, key);
    return sum + (typeof value === "number" ? value : 0);
  }, 0);
}

/**
 * @param {unknown} object
 * @param {string} key
 * @returns {unknown[]}
 */
export function list(object, key) {
  const value = get(object, key);
  return Array.isArray(value) ? value : [];
}

/**
 * @param {unknown} object
 * @param {string} key
 */
export function text(object, key) {
  const value = get(object, key);
  return typeof value === "string" ? value : "";
}
