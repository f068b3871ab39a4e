// An echo bot and its test, with Node's standard library only.
import assert from "node:assert/strict";
import { createServer } from "node:http";

const simulator = process.env.SIMULATOR_URL ?? "http://127.0.0.1:8360";
const key = process.env.SIMULATOR_KEY ?? "simulator-key";
const customer = "491701234567";

async function call(method, path, body) {
  const response = await fetch(simulator + path, {
    method,
    headers: { "Content-Type": "application/json", "D360-API-KEY": key },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  assert.ok(response.ok, JSON.stringify(answer));
  return answer;
}

// The application under test: answers each text with the same text.
const bot = createServer(async (request, response) => {
  let text = "";
  for await (const part of request) text += part;
  response.end();
  for (const message of JSON.parse(text).entry[0].changes[0].value.messages ?? []) {
    await call("POST", "/messages", {
      messaging_product: "whatsapp", to: message.from,
      type: "text", text: { body: `You said: ${message.text.body}` },
    });
  }
});
await new Promise(listening => bot.listen(0, "127.0.0.1", listening));
await call("POST", "/v1/configs/webhook", { url: `http://127.0.0.1:${bot.address().port}/` });

await call("POST", "/simulator/reset", {});
await call("POST", "/simulator/customers", { waId: customer, name: "Lena" });
await call("POST", `/simulator/customers/${customer}/messages`, { text: "Hello from Node" });
const chat = await call("GET", `/simulator/customers/${customer}/messages?await=1&timeout=PT30S`);

assert.deepEqual(chat.map(message => message.text), ["Hello from Node", "You said: Hello from Node"]);
console.log("passed");
process.exit();
