// The few icons of the canvas: 16 px, one stroke, coloured by the text around them.
import { css, unsafeCSS } from 'lit';

const PATHS: Record<string, string> = {
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.5 10.5L14 14',
  plus: 'M8 3v10M3 8h10',
  x: 'M4 4l8 8M12 4l-8 8',
  alert: 'M8 2.5l6 11H2zM8 6.5v3.5M8 11.6v.6',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5v3.5M8 4.8v.6',
  loop: 'M3 8V6.5A2.5 2.5 0 0 1 5.5 4H12M10 2l2 2-2 2M13 8v1.500A2.5 2.5 0 0 1 10.5 12H4M6 10l-2 2 2 2',
  fx: 'M10.5 3.200C8.5 2 8 4 7.600 6.500L6.600 11c-.4 2-1.200 3-3 2M5 7h5',
  text: 'M3 4h10M8 4v9',
  link: 'M4 8h8M3 8a1.5 1.5 0 1 0 0-.01M13 8a1.5 1.5 0 1 0 0-.01',
  lookup: 'M2 3h12v10H2zM2 6.5h12M7 3v10',
  schema: 'M2.5 3h4M4 3v9h3M4 7.5h3M9.5 3h4M9.5 7.5h4M9.5 12h4',
  split: 'M2 8h4l3-4h5M6 8l3 4h5M12 2l2 2-2 2M12 10l2 2-2 2',
  ghost: 'M3 3h2M7 3h2M11 3h2v2M13 7v2M13 11v2h-2M9 13H7M5 13H3v-2M3 9V7M3 5V3M8 6v4M6 8h4'
};

const image = (path: string): string =>
  `url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='%23000' ` +
  `stroke-width='1.5' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='${path}'/%3E%3C/svg%3E")`;

export const ICONS = css`
  .i {
    display: inline-block;
    width: 16px;
    height: 16px;
    flex: none;
    vertical-align: -3px;
    background: currentColor;
    mask: var(--m) center / 16px no-repeat;
  }
  .i12 {
    width: 12px;
    height: 12px;
    vertical-align: -2px;
    mask-size: 12px;
  }
  ${unsafeCSS(
    Object.entries(PATHS)
      .map(([name, path]) => `.i-${name} { --m: ${image(path)}; }`)
      .join('\n')
  )}
`;
