// Dark and light, where the brand has both. The stage is as the brand made it until somebody asks; the article follows the
// reader's system until then.

const hasDark = Boolean(getComputedStyle(html).getPropertyValue("--looks"));
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
let darkAsked;

const isDark = () => darkAsked ?? (reading() && prefersDark.matches);

const paint = () => {
  html.dataset.dark = isDark() ? "on" : "";
};

const toggleDark = () => {
  darkAsked = !isDark();
  paint();
};

if (hasDark) {
  onMode(paint);
  prefersDark.onchange = paint;
  command("dark", "d", toggleDark, "view", everywhere);
}
