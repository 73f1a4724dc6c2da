import { createTheme, type ButtonProps, type MantineColorsTuple } from "@mantine/core";

const tide: MantineColorsTuple = [
  "#eaf5f3",
  "#d3e8e5",
  "#a9d2cc",
  "#7dbbb3",
  "#58a79d",
  "#3b948a",
  "#1f7a71",
  "#1a6660",
  "#15534e",
  "#0f403c",
];

// Mantine's own dark greys, with the hint of the accent that ours have.
const dark: MantineColorsTuple = [
  "#e6edeb",
  "#c3cecb",
  "#98a6a2",
  "#7d8a86",
  "#3a4744",
  "#2a3533",
  "#1c2422",
  "#161c1b",
  "#101514",
  "#0b0f0e",
];

export const theme = createTheme({
  primaryColor: "tide",
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  colors: { tide, dark },
  defaultRadius: 8,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", sans-serif',
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  components: {
    Tooltip: { defaultProps: { openDelay: 500, withArrow: false, transitionProps: { duration: 80 } } },
    Menu: { defaultProps: { transitionProps: { duration: 80 }, shadow: "sm", radius: 8 } },
    Popover: { defaultProps: { transitionProps: { duration: 80 }, shadow: "sm", radius: 8 } },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 120 },
        centered: true,
        radius: 10,
        overlayProps: { backgroundOpacity: 0.3 },
        styles: { title: { fontSize: 16, fontWeight: 650 } },
      },
    },
    Drawer: {
      defaultProps: { transitionProps: { duration: 140 }, overlayProps: { backgroundOpacity: 0.3 } },
    },
    Button: {
      defaultProps: { size: "xs" },
      // The accent is dark in one scheme and light in the other; what stands on it turns round with it.
      vars: (_: unknown, { variant = "filled", color }: ButtonProps) => ({
        root: variant === "filled" && !color ? { "--button-color": "var(--on-accent)" } : {},
      }),
    },
  },
});
