import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");
export const bin = (file) => path.join(root, "node_modules", file);
/** Everything that a running Breakwater keeps on disk. */
export const dataDir = () => path.resolve(root, process.env.BREAKWATER_DATA ?? ".data");
