import type { Answer } from "./call";
import { ApiError } from "./call";

/** How a service words an error: OpenStack has six ways. */
export type Refusal = (error: ApiError) => Answer;

const FAULTS: Record<number, string> = {
  400: "badRequest",
  403: "forbidden",
  404: "itemNotFound",
  409: "conflictingRequest",
  413: "overLimit",
  429: "overLimit",
  503: "serviceUnavailable",
};

const TITLES: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Request Entity Too Large",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

const titleOf = (status: number) => TITLES[status] ?? "Error";

/** Nova and Cinder. */
export const computeRefusal: Refusal = (error) => ({
  status: error.status,
  body: { [FAULTS[error.status] ?? "computeFault"]: { code: error.status, message: error.message } },
});

/** Keystone, and every service's 401. */
export const identityRefusal: Refusal = (error) => ({
  status: error.status,
  body: { error: { code: error.status, message: error.message, title: titleOf(error.status) } },
});

export const neutronRefusal: Refusal = (error) => ({
  status: error.status,
  body: {
    NeutronError: { type: error.type === "" ? "HTTPError" : error.type, message: error.message, detail: "" },
  },
});

export const heatRefusal: Refusal = (error) => ({
  status: error.status,
  body: {
    code: error.status,
    title: titleOf(error.status),
    explanation: "The server could not comply with the request.",
    error: { type: error.type, traceback: null, message: error.message },
  },
});

export const glanceRefusal: Refusal = (error) => ({
  status: error.status,
  raw: htmlPage(error.status, error.message),
  headers: { "Content-Type": "text/html; charset=UTF-8" },
});

export const swiftRefusal: Refusal = (error) => ({
  status: error.status,
  raw: `<html><h1>${titleOf(error.status)}</h1><p>${error.message}</p></html>`,
  headers: { "Content-Type": "text/html; charset=UTF-8" },
});

/** What webob answers where no route matches. */
export function htmlPage(status: number, message: string): string {
  const title = `${status} ${titleOf(status)}`;
  const text = message.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("'", "&#x27;");
  return `<html>\n <head>\n  <title>${title}</title>\n </head>\n <body>\n  <h1>${title}</h1>\n  ${text}<br /><br />\n\n\n\n </body>\n</html>`;
}
