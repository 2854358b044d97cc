// A real browser signs in through the demo: both buttons, a refused item, a cancelled consent, two tabs.
// Usage: node suite.mjs PATH-OF-CONNECTORS. Ends with "N passed, N failed".
import { spawn } from "node:child_process";
import { chromium } from "playwright-core";

const program = process.argv[2];
const demo = spawn(program, ["demo", "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
const base = await new Promise((resolve, reject) => {
  let said = "";
  demo.stderr.on("data", (chunk) => {
    said += chunk;
    const found = said.match(/listening on (http:\/\/\S+)/);
    if (found) resolve(found[1]);
  });
  demo.on("exit", () => reject(new Error(`the demo ended: ${said}`)));
  setTimeout(() => reject(new Error(`the demo does not listen: ${said}`)), 20_000);
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

let passed = 0;
let failed = 0;
async function test(name, body) {
  const context = await browser.newContext({ locale: "en-US" });
  context.setDefaultTimeout(10_000);
  try {
    await body(context);
    passed += 1;
    console.log(`ok ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok ${name}\n${error.stack}`);
  } finally {
    await context.close();
  }
}

function equal(actual, expected, what) {
  if (actual !== expected) throw new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
}

async function begin(page, button) {
  await page.goto(`${base}/`);
  await page.getByText(button, { exact: true }).click();
}

async function profile(page) {
  await page.waitForURL(/\/result$/);
  return JSON.parse(await page.locator("#profile").textContent()).profile;
}

for (const [button, user, subject] of [
  ["Continue with Kakao", "whale", "1234567890123456789"],
  ["Continue with Kakao", "giant", "9223372036854775807"],
  ["Continue with NAVER", "whale", "gZ3xq0Yd-AbCdEfGhIjKlMnOpQrStUvWxYz0123_456"],
]) {
  await test(`${button} as ${user}`, async (context) => {
    const page = await context.newPage();
    await begin(page, button);
    await page.locator(`#user-${user}`).check();
    await page.locator("#agree").click();
    equal((await profile(page)).subject, subject, "subject");
    equal(new URL(page.url()).search, "", "J12: nothing in the address of the last page");
    equal((await context.cookies()).filter((cookie) => cookie.name.includes("cx-")).length, 0, "attempt cookies left");
    await page.reload();
    equal(await page.locator("#gone").count(), 1, "the profile is shown once");
  });
}

await test("an item that was refused is absent", async (context) => {
  const page = await context.newPage();
  await begin(page, "Continue with Kakao");
  await page.locator("#user-whale").check();
  await page.locator("#item-account_email").uncheck();
  await page.locator("#agree").click();
  const seen = await profile(page);
  equal(seen.email, undefined, "e-mail");
  equal(seen.scopes.available.includes("account_email"), true, "the item could still be asked for");
});

for (const button of ["Continue with Kakao", "Continue with NAVER"]) {
  await test(`${button}, cancelled`, async (context) => {
    const page = await context.newPage();
    await begin(page, button);
    await page.locator("#cancel").click();
    await page.waitForURL(/\/error\?kind=denied$/);
    equal(await page.locator("#kind").textContent(), "denied", "kind");
  });
}

for (const order of [[0, 1], [1, 0]]) {
  await test(`two tabs, finished in the order ${order}`, async (context) => {
    const tabs = [await context.newPage(), await context.newPage()];
    await begin(tabs[0], "Continue with Kakao");
    await begin(tabs[1], "Continue with NAVER");
    for (const n of order) {
      await tabs[n].locator("#user-whale").check();
      await tabs[n].locator("#agree").click();
      equal((await profile(tabs[n])).namespace, ["https://kauth.kakao.com", "naver:jyvqXeaVOVmVABCDEFGH"][n], "namespace");
    }
  });
}

await test("a name with markup stays text", async (context) => {
  const page = await context.newPage();
  let dialogs = 0;
  page.on("dialog", (dialog) => { dialogs += 1; dialog.dismiss(); });
  await begin(page, "Continue with Kakao");
  await page.locator("#user-markup").check();
  await page.locator("#agree").click();
  await profile(page);
  equal(dialogs, 0, "scripts that ran");
  equal(await page.locator("main img, main script").count(), 0, "elements from a name");
});

await test("pages speak Korean to who asks for it", async () => {
  const korean = await browser.newContext({ locale: "ko-KR" });
  const page = await korean.newPage();
  await page.goto(`${base}/`);
  equal(await page.getByText("카카오 계정으로 계속하기").count(), 1, "Korean button");
  await korean.close();
});

await browser.close();
demo.kill("SIGTERM");
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
