/** The page with the coloured files, asked for once; undefined where it cannot be had. */
let files: Promise<Document | undefined> | undefined;

async function load(address: string): Promise<Document | undefined> {
  const response = await fetch(address).catch(() => undefined);
  if (response?.ok !== true) return undefined;
  const html = await response.text();
  return new DOMParser().parseFromString(html, "text/html");
}

/** Shows a file of the reproducer below its name, when a reader opens it. Where it cannot be had, its link stays. */
async function show(file: HTMLDetailsElement): Promise<void> {
  const link = file.querySelector<HTMLAnchorElement>("a.read");
  if (link === null) return;
  files ??= load(link.href);
  const id = decodeURIComponent(new URL(link.href).hash.slice(1));
  const code = (await files)?.getElementById(id)?.querySelector("pre");
  if (code === null || code === undefined || !link.isConnected) return;
  link.remove();
  file.append(document.importNode(code, true));
}

for (const file of document.querySelectorAll<HTMLDetailsElement>(
  ".files details",
)) {
  // Opened before this script ran.
  if (file.open) void show(file);
  file.addEventListener("toggle", () => {
    if (file.open) void show(file);
  });
}
