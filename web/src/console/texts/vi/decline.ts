export const decline = {
  act: 'Từ chối khách này',
  short: 'Từ chối',
  title: (name: string) => `Từ chối: ${name}`,
  note: 'Nhắn trưởng nhóm (không bắt buộc)',
  hint: 'Chọn lý do; sau 10 giây, người kế tiếp trong nhóm được mời. Trong lúc đó anh/chị hoàn tác được.',
  reasons: {
    wrongTerritory: 'Sai khu vực',
    noCapacity: 'Đang quá nhiều khách',
    duplicate: 'Trùng khách đã có',
    spam: 'Số rác, phá rối',
    other: 'Lý do khác',
  },
  declined: 'Đã trả lại khách',
};
