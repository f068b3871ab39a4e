const CUSTOMER = "491701234567";
const list = document.getElementById("messages");
const ticks = { accepted: "…", sent: "✓", delivered: "✓✓", read: "✓✓ read", played: "✓✓ played", failed: "failed" };

function show(message) {
  let item = document.getElementById(message.id);
  if (!item) {
    item = document.createElement("li");
    item.id = message.id;
    list.append(item);
  }
  const who = message.fromBusiness ? "Business" : "You";
  item.textContent = `${who}: ${message.text} ${message.fromBusiness ? ticks[message.status] : ""}`;
}

async function post(path, body) {
  await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

document.getElementById("form").addEventListener("submit", async event => {
  event.preventDefault();
  const text = document.getElementById("text");
  const body = text.value;
  text.value = "";
  await post(`/simulator/customers/${CUSTOMER}/messages`, { text: body });
});

await post("/simulator/customers", { waId: CUSTOMER, name: "Lena" });
const state = await (await fetch("/simulator/state")).json();
state.messages.forEach(show);
new EventSource("/simulator/events").addEventListener("message", event => show(JSON.parse(event.data)));
