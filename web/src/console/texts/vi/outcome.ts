const spanOf = (minutes: number): string =>
  minutes >= 1_440 ? `${Math.round(minutes / 1_440)} ngày` : minutes >= 60 ? `${Math.round(minutes / 60)} giờ` : `${minutes} phút`;

export const outcome = {
  question: 'Cuộc gọi thế nào?',
  calledAt: (time: string) => `Gọi lúc ${time}`,
  others: (count: number) => `${count} kết quả khác`,
  callAgain: 'Hẹn gọi lại',
  tomorrow: 'mai',
  ownTime: 'Giờ khác',
  note: 'Ghi chú (không bắt buộc)',
  later: 'Để sau',
  saveAndNext: 'Lưu & khách tiếp',
  noted: (name: string) => `Đã ghi: ${name}`,
  nextAt: (moment: string) => `gọi lại ${moment}`,
  callsAt: (moment: string) => `Hẹn khách: ${moment}.`,
  follows: (follows: { is: string; afterMinutes?: number }): string => {
    switch (follows.is) {
      case 'again':
        return `Nhắc gọi lại sau ${spanOf(follows.afterMinutes ?? 0)}, trong giờ làm việc.`;
      case 'recall':
        return 'Khách sẽ được chuyển cho người khác.';
      case 'recycle':
        return 'Khách được trả về cho marketing chăm sóc tiếp.';
      case 'retire':
        return 'Khách được cất đi, không ai gọi nữa.';
      case 'disqualify':
        return 'Khách bị loại khỏi danh sách của bạn.';
      default:
        return 'Không có việc tiếp theo.';
    }
  },
  notUndone: 'Chưa hoàn tác được. Hãy thử lại trong trang khách.',
  keptHere: 'Chưa lưu được vì không có mạng. Nội dung vẫn còn đây: hãy bấm lưu lại.',
  noNumber: 'Khách này chưa có số điện thoại.',
  noNetwork: 'Không có mạng, chưa gọi được. Hãy thử lại.',
  notTheirs: 'Khách này không còn là của bạn, hoặc lời mời đã hết hạn.',
};
