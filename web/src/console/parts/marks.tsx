import type { LeadView } from '../../../../api/leads/lead-view.ts';

const shapes: Readonly<Record<LeadView['temperature'], string>> = {
  // A flame, a sun and a flake: each is told from the others without its colour.
  hot: 'M12 2c1 4-3 5-3 9a3 3 0 0 0 6 0c0-1-.4-2-1-3 3 1.5 4.500 4 4.500 7a6.500 6.500 0 0 1-13 0C5.500 9 11 8 12 2z',
  warm: 'M12 7a5 5 0 1 1 0 10 5 5 0 0 1 0-10zM11 1h2v4h-2zM11 19h2v4h-2zM1 11h4v2H1zM19 11h4v2h-4z',
  cold: 'M11 2h2v20h-2zM3.300 6.100l1-1.700 17.300 10-1 1.700zM2.300 16.100l17.300-10 1 1.700-17.300 10z',
};

const roomShapes: Readonly<Record<string, string>> = {
  work: 'M3.500 4.500h3v3h-3zM9 5h11.500v2H9zM3.500 10.500h3v3h-3zM9 11h11.500v2H9zM3.500 16.500h3v3h-3zM9 17h11.500v2H9z',
  find: 'M10.500 3a7.500 7.500 0 1 1 0 15 7.500 7.500 0 0 1 0-15zm0 2.200a5.300 5.300 0 1 0 0 10.600 5.300 5.300 0 0 0 0-10.600zM16 17.500l1.500-1.500 4.500 4.500-1.500 1.500z',
  add: 'M10.800 4h2.400v6.800H20v2.400h-6.800V20h-2.400v-6.800H4v-2.400h6.800z',
  reports: 'M4 3h2.200v15.800H21V21H4zM9 11h2.600v6H9zM13.200 7h2.600v10h-2.600zM17.400 4H20v13h-2.600z',
  events: 'M3 6h18v4a2 2 0 0 0 0 4v4H3v-4a2 2 0 0 0 0-4zM13.200 8H15v2h-1.800zM13.200 11H15v2h-1.800zM13.200 14H15v2h-1.800z',
  me: 'M12 3a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9zM3.500 21c0-4.500 3.700-7 8.500-7s8.500 2.500 8.500 7z',
};

/** A mark beside a word that says the same. */
export const TemperatureMark = ({ of }: { readonly of: LeadView['temperature'] }) => <Mark size={16} shape={shapes[of]} />;
export const RoomMark = ({ of }: { readonly of: string }) => <Mark shape={roomShapes[of] ?? ''} />;
export const CallMark = () => (
  <Mark shape="M6.600 2.500 9.500 3l1 5-2.300 1.700a12 12 0 0 0 6.100 6.100L16 13.500l5 1 .5 2.900c.2 1.500-.9 2.800-2.400 2.900C10.700 20.800 3.200 13.300 3.700 4.900 3.800 3.400 5.100 2.300 6.600 2.500z" />
);
export const MessageMark = () => <Mark shape="M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z" />;
export const ZaloMark = () => (
  <Mark shape="M12 3c5.500 0 10 3.600 10 8.200s-4.500 8.300-10 8.300c-1.200 0-2.400-.2-3.500-.5L4 21l1.100-3.500C3.200 16 2 13.700 2 11.200 2 6.600 6.500 3 12 3zM8 8v1.600h4.200L7.800 14v1.300h8v-1.600h-4.900L15.300 9.300V8z" />
);

function Mark({ shape, size = 20 }: { readonly shape: string; readonly size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" fill="currentColor" fill-rule="evenodd">
      <path d={shape} />
    </svg>
  );
}
