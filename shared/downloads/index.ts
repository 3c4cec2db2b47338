export { downloadPath } from './link.ts';
export { type DownloadPage, type DownloadParts, openDownload } from './open-download.ts';
