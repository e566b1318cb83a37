"""The command line `campaign-bot`, the same as `python -m bot`."""

from __future__ import annotations

from importlib import import_module

import click

# Name -> where its click command lives and the line shown in the list of commands. Only the command that is called is
# imported: `ask` from a cold start must not pay for Telegram, nor `serve` for pictures.
COMMANDS = {
    "chat": ("bot.commands.chat:chat", "Nói chuyện với bot trong cửa sổ lệnh"),
    "serve": ("bot.commands.serve:serve", "Chạy bot trên Telegram"),
    "ask": ("bot.commands.ask:ask", "Hỏi một câu, hoặc cả tệp câu hỏi"),
    "plans": ("bot.commands.plans:plans", "Xem, kiểm tra, thêm, cất kế hoạch"),
    "facts": ("bot.commands.facts:facts", "Những gì đọc được từ kế hoạch, theo loại"),
    "calendar": ("bot.commands.calendar:calendar", "Lịch các hạn trong kế hoạch"),
    "alerts": ("bot.commands.alerts:alerts", "Xem trước các tin nhắc hạn"),
    "invite": ("bot.commands.invite:invite", "Tạo mã mời cho trưởng thôn, cán bộ"),
    "export": ("bot.commands.export:export", "Xuất danh sách đăng ký ra Excel"),
    "retention": ("bot.commands.retention:retention", "Xóa những gì quá hạn giữ"),
    "keys": ("bot.commands.keys:keys", "Đổi khóa mã hóa"),
    "audit": ("bot.commands.audit:audit", "Kiểm tra nhật ký việc đã làm"),
    "doctor": ("bot.commands.doctor:doctor", "Xem bot có chạy được ở đây không"),
    "backup": ("bot.commands.backup:backup", "Sao lưu tất cả, đã mã hóa"),
    "restore": ("bot.commands.restore:restore", "Khôi phục từ bản sao lưu, hoặc diễn tập"),
    "bench": ("bot.commands.bench:bench", "Đo tốc độ và độ đúng"),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="campaign-bot", prog_name="campaign-bot")
def main() -> None:
    """Trả lời về kế hoạch “Vì người nghèo”, có trích dẫn từng chữ."""


if __name__ == "__main__":
    main(prog_name="campaign-bot")
