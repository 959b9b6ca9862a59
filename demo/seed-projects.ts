import type { World } from "./world";

export function fillProjects(_world: World): void {}
