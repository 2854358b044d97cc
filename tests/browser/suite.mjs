// A real browser signs in through the demo: both buttons, a refused item, a cancelled consent, two tabs.
// Usage: node suite.mjs PATH-OF-CONNECTORS. Ends with "N passed, N failed".
import { spawn } from "node:child_process";
import { chromium } from "playwright-core";

const program = process.argv[2];
const demo = spawn(program, ["demo", "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
process.on("exit", () => demo.kill("SIGTERM"));
const base = await new Promise((resolve, reject) => {
  let said = "";
  demo.stderr.on("data", (chunk) => {
    said += chunk;
    const found = said.match(/listening on (http:\/\/\S+)\n/);
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
async function test(name, body, locale = "en-US") {
  const context = await browser.newContext({ locale });
  context.setDefaultTimeout(10_000);
  const responses = [];
  context.on("response", (response) => responses.push(response));
  try {
    await body(context);
    await kept(context, responses);
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

// What holds for every request and page of every test: nobody else is asked, our answers carry their headers, and neither a
// secret nor what a callback held is in any later address or page (J5, J12).
async function kept(context, responses) {
  equal(responses.length > 0, true, "answers were seen");
  const spent = new Set(["sandboxKakaoSecret00000000000001", "sandboxNaver"]);
  for (const response of responses) {
    const url = new URL(response.url());
    equal(url.hostname, "127.0.0.1", "host that was asked");
    for (const word of ["access_token", "client_secret", "code_verifier"]) {
      equal(url.searchParams.has(word), false, `${word} in an address`);
    }
    if (url.origin !== base) continue;
    const headers = response.headers();
    equal(headers["cache-control"], "no-store", `Cache-Control of ${url.pathname}`);
    equal(headers["referrer-policy"], "no-referrer", `Referrer-Policy of ${url.pathname}`);
    for (const rule of ["default-src 'none'", "form-action 'none'", "frame-ancestors 'none'"]) {
      equal(headers["content-security-policy"].includes(rule), true, `${rule} for ${url.pathname}`);
    }
    equal((await response.request().allHeaders()).referer, undefined, `Referer sent to ${url.pathname}`);
    if (url.pathname.startsWith("/callback/")) {
      for (const word of ["code", "state"]) if (url.searchParams.has(word)) spent.add(url.searchParams.get(word));
    }
  }
  for (const page of context.pages()) {
    if (!page.url().startsWith(base)) continue;
    const shown = page.url() + (await page.content());
    for (const value of spent) equal(shown.includes(value), false, "a secret, code or state in the last page");
  }
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

await test("an item that was refused at NAVER is absent", async (context) => {
  const page = await context.newPage();
  await begin(page, "Continue with NAVER");
  await page.locator("#user-whale").check();
  await page.locator("#item-email").uncheck();
  await page.locator("#agree").click();
  equal((await profile(page)).email, undefined, "e-mail");
});

await test("the attempt's cookie is out of reach for scripts and other sites", async (context) => {
  const page = await context.newPage();
  await begin(page, "Continue with Kakao");
  await page.locator("#agree").waitFor();
  const cookies = (await context.cookies(`${base}/callback/kakao`)).filter((cookie) => cookie.name.includes("cx-"));
  equal(cookies.length, 1, "attempt cookies");
  equal(cookies[0].httpOnly, true, "HttpOnly");
  equal(cookies[0].sameSite, "Lax", "SameSite");
});

await test("a callback address signs in once", async (context) => {
  const page = await context.newPage();
  let callback;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/callback/kakao") callback ??= request.url();
  });
  await begin(page, "Continue with Kakao");
  await page.locator("#user-whale").check();
  await page.locator("#agree").click();
  await profile(page);
  await page.goto(callback);
  equal(new URL(page.url()).pathname, "/error", "where the second use ends");
});

await test("two tabs at one provider, each with its own person", async (context) => {
  const tabs = [await context.newPage(), await context.newPage()];
  for (const tab of tabs) await begin(tab, "Continue with Kakao");
  for (const [n, user, subject] of [[1, "giant", "9223372036854775807"], [0, "whale", "1234567890123456789"]]) {
    await tabs[n].locator(`#user-${user}`).check();
    await tabs[n].locator("#agree").click();
    equal((await profile(tabs[n])).subject, subject, "subject");
  }
});

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

await test("pages speak Korean to who asks for it", async (context) => {
  const page = await context.newPage();
  await page.goto(`${base}/`);
  equal(await page.getByText("카카오 계정으로 계속하기").count(), 1, "Korean button");
}, "ko-KR");

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
