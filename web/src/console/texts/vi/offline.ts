export const offline = {
  /** On the bar over every room. */
  waiting: (count: number) => `${count} việc đang chờ mạng`,
  refused: (count: number) => `${count} việc chưa gửi được`,
  kept: (what: string) => `${what}: đã lưu trên máy, đang chờ mạng`,
  forLeader: (what: string) => `${what}: khách không còn do bạn phụ trách, đã lưu cho trưởng nhóm`,
  look: 'Xem',
  /** On the bar, when the console was renewed under an open page. */
  newVersion: 'Có bản mới',
  takeVersion: 'Tải ngay',
  title: 'Đang chờ mạng',
  explained: 'Những việc này đã lưu trên máy và sẽ tự gửi khi có mạng, kể cả sau khi đóng trang.',
  refusedTitle: 'Chưa gửi được',
  reasons: {
    lost: 'Khách này không còn do bạn phụ trách. Hãy báo trưởng nhóm điều bạn đã ghi.',
    forLeader: 'Khách này không còn do bạn phụ trách. Điều bạn ghi đã được lưu cho trưởng nhóm của bạn quyết định.',
    late: 'Đã chờ quá 7 ngày nên không tự gửi nữa. Nếu vẫn đúng, hãy gửi lại.',
    fault: 'Máy chủ không nhận.',
  },
  sendNow: 'Gửi ngay',
  understood: 'Đã rõ',
  again: 'Gửi lại',
  drop: 'Bỏ',
};
