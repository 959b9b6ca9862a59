export function installedChromium(): string | null;
