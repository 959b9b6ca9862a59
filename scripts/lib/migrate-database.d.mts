export function migrateDatabase(options: { ownerUrl: string; applicationUrl: string }): Promise<string[]>;
