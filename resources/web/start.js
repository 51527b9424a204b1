// Says why nothing starts where modules can't be loaded: a page opened as a file, or a browser of long ago.
if (location.protocol === "file:" || !("noModule" in HTMLScriptElement.prototype)) {
  document.getElementById("empty-title").textContent = "This page needs a server";
  document.getElementById("empty-text").textContent = location.protocol === "file:"
    ? "It was opened as a file. Serve its folder instead: studio serve FOLDER."
    : "This browser is too old for it. Use a newer one.";
}
