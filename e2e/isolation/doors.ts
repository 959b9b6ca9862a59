import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/** Every GET door there is, as its path in the address bar: "/api/plans/[planId]". */
export function routesInSource(): string[] {
  return filesNamed(path.join(root, "app/api"), "route.ts")
    .map((file) => `/${path.relative(path.join(root, "app"), path.dirname(file))}`)
    .sort();
}

/** Every server action there is: "plans/createPlan". */
export function actionsInSource(): string[] {
  return filesNamed(path.join(root, "lib/server"), "actions.ts").flatMap(namesIn).sort();
}

/** Whatever says "use server" is a door, wherever it stands. */
export function strayActionFiles(): string[] {
  const folders = ["app", "components", "lib"].map((folder) => path.join(root, folder));
  return folders
    .flatMap((folder) => filesNamed(folder, ".ts").concat(filesNamed(folder, ".tsx")))
    .filter((file) => /["']use server["']/.test(fs.readFileSync(file, "utf8")))
    .map((file) => path.relative(root, file))
    .filter((file) => !/^lib\/server\/[\w-]+\/actions\.ts$/.test(file));
}

function namesIn(file: string): string[] {
  const folder = path.basename(path.dirname(file));
  const exported = fs.readFileSync(file, "utf8").matchAll(/^export (?:const|async function) (\w+)/gm);
  return [...exported].map(([, name]) => `${folder}/${name}`);
}

/** By their whole name, or by its end. */
function filesNamed(folder: string, name: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (name.startsWith(".") ? entry.name.endsWith(name) : entry.name === name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
