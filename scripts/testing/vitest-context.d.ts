import "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    /** The test server's own database, as its owner and as the application. */
    postgres: { owner: string; application: string };
  }
}
