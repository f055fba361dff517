// The document as a file: what stands in the way is said on the page.
import { busy, refused, say } from "./say.js";
import { save } from "./edit.js";

export async function download({ name, file }) {
  await save();
  const wait = busy(`Writing ${file} …`);
  try {
    const response = await fetch(`export/${name}`);
    if (!response.ok) throw new Error((await response.json()).error);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await response.blob());
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    say(`${file} is written.`);
  } catch (error) {
    refused(error);
  } finally {
    wait.end();
  }
}
