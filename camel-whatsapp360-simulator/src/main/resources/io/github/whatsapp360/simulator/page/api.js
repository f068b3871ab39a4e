// The simulator's control API; see docs/simulator.md.
import { toast } from "./dom.js";

async function call(method, path, body, headers = { "Content-Type": "application/json" }) {
  const raw = body instanceof Blob;
  const response = await fetch(`/simulator/${path}`, {
    method,
    headers: body === undefined ? {} : raw ? { "Content-Type": body.type || "application/octet-stream" } : headers,
    body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
  }).catch(failure => {
    toast("The simulator cannot be reached");
    throw failure;
  });
  const answer = await response.json();
  if (!response.ok) {
    toast(answer.error ?? `The simulator answered ${response.status}`);
    throw new Error(answer.error);
  }
  return answer;
}

export const get = path => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);
export const patch = (path, body) => call("PATCH", path, body);
export const restore = text => call("PUT", "scenario", new Blob([text], { type: "application/json" }));
export const remove = path => call("DELETE", path);

export const act = (customer, action) => post(`customers/${encodeURIComponent(customer.id)}/messages`, action);

export function sendFile(customer, number, kind, file, caption) {
  const query = new URLSearchParams({ number, kind, fileName: file.name, caption });
  return post(`customers/${encodeURIComponent(customer.id)}/files?${query}`, file);
}
