// Editors and forms on the committed schemas. Usage: suite.mjs PATH-OF-CONNECTORS. Ends with "N passed, N failed".
import { checks as service } from "./service.mjs";
import { checks as forms } from "./forms.mjs";

let passed = 0;
let failed = 0;
for (const [name, check] of Object.entries({ ...service, ...forms })) {
  try {
    if ((await check()) !== true) throw new Error("not so");
    passed += 1;
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}: ${error.message}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
