import type { Page } from "playwright-core";

/**
 * Text on the page whose contrast is below WCAG 2's AA (4.5 to 1), or, for code blocks, AAA (7 to 1). Text in drawings
 * is measured by its fill against the shape beside it.
 */
export async function contrasts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", {
      willReadFrequently: true,
    });
    if (canvas === null) throw new Error("no canvas");
    const rgba = (colour: string): [number, number, number, number] => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a];
    };
    const luminance = (colour: string): number => {
      const [r, g, b] = rgba(colour).map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
    };
    const ratio = (a: string, b: string): number => {
      const [low = 0, high = 0] = [luminance(a), luminance(b)].sort(
        (x, y) => x - y,
      );
      return (high + 0.05) / (low + 0.05);
    };
    const ground = (element: Element): string => {
      const shape =
        element instanceof SVGElement
          ? element.parentElement?.querySelector("rect")
          : null;
      if (shape !== null && shape !== undefined)
        return getComputedStyle(shape).fill;
      for (
        let at: Element | null = element;
        at !== null;
        at = at.parentElement
      ) {
        const { backgroundColor } = getComputedStyle(at);
        if (rgba(backgroundColor)[3] === 255) return backgroundColor;
      }
      return "white";
    };
    const poor: string[] = [];
    for (const element of document.querySelectorAll("body *")) {
      const own = [...element.childNodes].some(
        (node) =>
          node.nodeType === Node.TEXT_NODE &&
          (node.textContent ?? "").trim() !== "",
      );
      if (!own || !element.checkVisibility()) continue;
      const style = getComputedStyle(element);
      const colour = element instanceof SVGElement ? style.fill : style.color;
      const found = ratio(colour, ground(element));
      const wanted = element.closest(".code") === null ? 4.5 : 7;
      if (found < wanted)
        poor.push(
          `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} ${found.toFixed(2)} < ${wanted}: ${element.textContent.trim().slice(0, 30)}`,
        );
    }
    return poor;
  });
}
