// Sending a picture back to the computer that serves this page, where somebody will label it.

/** Returns whether the server takes pictures; servers of static files don't. */
export async function isInboxOpen() {
  try {
    const answer = await fetch(`status.json${location.search}`, { cache: "no-store" });
    return answer.ok && (await answer.json()).inbox === true;
  } catch {
    return false;
  }
}

/** Sends a picture (a Blob of PNG or JPEG); throws an Error of one sentence. */
export async function sendBack(blob) {
  let answer = null;
  try {
    const headers = { "Content-Type": blob.type };
    answer = await fetch(`inbox${location.search}`, { method: "POST", headers, body: blob });
  } catch {
    throw new Error("The picture was not sent: the computer that serves this page can't be reached.");
  }
  if (!answer.ok) throw new Error(`The picture was not taken. ${await toldBy(answer)}`);
}

// What the server says of it; another server than studio serve may say nothing that can be read.
async function toldBy(answer) {
  try {
    return String((await answer.json()).message).slice(0, 200);
  } catch {
    return `The server answered ${answer.status}.`;
  }
}
