/** Where a region of a cloud is reached, as its administrator described it. */
export type Site = {
  id: string;
  name: string;
  /** With or without /v3. */
  keystoneUrl: string;
  region: string;
  interface: "public" | "internal" | "admin";
  /** PEM, when the cloud's certificates are signed by an authority of its own. */
  caCertificate?: string | null;
  /** Hosts, or host:port, or *.domain, that the catalogue may point to besides Keystone's own host. */
  allowedHosts?: readonly string[];
};

/** Keystone names a project by its id, or by its name within a domain. */
export type ProjectRef = { id: string } | { name: string; domain: string };

/** What opens a site. A password and an application credential can be used again when the token has expired. */
export type Credentials =
  | { kind: "token"; token: string }
  | { kind: "password"; username: string; password: string; userDomain: string; project?: ProjectRef }
  | { kind: "applicationCredential"; id: string; secret: string };
