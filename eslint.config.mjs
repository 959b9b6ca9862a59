import next from "eslint-config-next/core-web-vitals";
import typescript from "eslint-config-next/typescript";
import globals from "globals";

const base = ["domain", "env.ts", "log.ts"];
const layers = {
  domain: [],
  db: base,
  openstack: base,
  protection: [...base, "openstack"],
  workflows: [...base, "db", "openstack", "protection"],
  server: [...base, "db", "openstack", "protection", "workflows/start.ts"],
};

const zones = [
  ...Object.entries(layers).map(([layer, allowed]) => ({
    target: `./lib/${layer}`,
    from: "./lib",
    except: [layer, ...allowed].map((path) => `./${path}`),
    message: `lib/${layer} may import only ${allowed.join(", ") || "itself"}.`,
  })),
  { target: "./lib", from: ["./app", "./components"], message: "lib/ knows nothing of the screen." },
  {
    target: "./components/**",
    from: "./lib/**",
    message: "components/ reach the server through actions and /api.",
    except: ["**/lib/domain/**", "**/lib/server/*/actions.ts", "**/lib/query-keys.ts", "**/lib/utils.ts"],
  },
  {
    target: "./app/**",
    from: "./lib/**",
    message: "app/ reads and writes through lib/server.",
    except: ["**/lib/domain/**", "**/lib/server/**", "**/lib/query-keys.ts", "**/lib/utils.ts"],
  },
  {
    target: "./demo",
    from: "./lib",
    except: ["./domain"],
    message: "The demo cloud must not share a mistake with the client that it tests.",
  },
];

const screen = ["next", "next/*", "next-auth", "next-auth/*", "react", "react-dom", "server-only"];

const config = [
  { ignores: [".next/**", "generated/**", ".data/**", "next-env.d.ts", "test-results/**", "playwright-report/**"] },
  ...next,
  ...typescript,
  {
    settings: { react: { version: "19.3" } },
    rules: {
      "import/no-restricted-paths": ["error", { zones }],
      "import/no-anonymous-default-export": "off",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "react-hooks/exhaustive-deps": "error",
      // Speaks of the React Compiler, which is not used here; the virtual list is of the kind that it would skip.
      "react-hooks/incompatible-library": "off",
    },
  },
  {
    files: ["lib/{domain,db,openstack,protection,workflows}/**"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [{ group: screen, message: "The worker runs this too." }] }],
    },
  },
  {
    // The compiler looks for undefined names in TypeScript only.
    files: ["**/*.mjs"],
    languageOptions: { globals: globals.node },
    rules: { "no-undef": "error" },
  },
  {
    files: ["**/*.d.ts"],
    rules: { "@typescript-eslint/consistent-type-definitions": "off" },
  },
];

export default config;
