/** The tests see the site as `npm start` serves it. */
export { serve, type Host } from "../../../src/site/serve.ts";
