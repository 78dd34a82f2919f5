"""The state of a search: where each session stands, what that costs, and how to take it back.

It is plain and mutable, for it changes a million times; nothing outside the search sees it. All
that changes goes through `place` and `lift`, which keep every table and the cost in step.
"""

from .board import END, HOLE, Board

__all__ = ["State"]

Step = tuple[int, int, int, int]
"""What was done to a need: its number, and the day (-1: none), start and host that it had."""


class State:
    """Where the needs of a board stand.

    Attributes:
        board: The tables.
        day: For each need the number of its day; -1: it is not placed.
        start: For each need the number of its start.
        host: For each need the number of its host; -1: it needs none.
        cost: What it all comes to.
        open: The needs that are not placed and could be.
        bad: Needs that cost something. Some no longer do: `costs` tells.
        log: What was done since somebody asked to know.
    """

    __slots__ = (
        "_shares", "bad", "board", "cost", "day", "days", "gaps", "held_a_day", "held_a_week",
        "host", "host_days", "is_bad", "log", "miss", "open", "points", "room_days", "rooms",
        "rotates", "spacing", "start", "taken", "tolerance", "turn", "weeks", "x",
    )  # fmt: skip

    def __init__(self, board: Board) -> None:
        policy, number = board.ground.policy, len(board.needs)
        self.board, self.days, self.weeks = board, board.days, board.weeks
        self.day, self.start, self.host = [-1] * number, [0] * number, [-1] * number
        self.miss, self.is_bad = [0] * number, bytearray(number)
        # what can stand nowhere is not looked at again
        self.open: dict[int, None] = dict.fromkeys(
            need for need in range(number) if board.open_days[need]
        )
        self._shares = frozenset(self.open), board.unfairness(self.open)
        self.bad: list[int] = []
        self.log: list[Step] = []
        self.x = list(board.fixed)
        self.gaps = [0] * len(self.x)
        self.spacing, self.points = policy.spacing_points, policy.preferred_points
        self.tolerance = policy.spacing_tolerance
        self.rotates, self.turn = bool(board.rotation.shifts), policy.rotation_points
        self.taken = [list(counts) for counts in board.rotation.taken]
        self.cost = sum(board.price) + board.rotation.lacking * self.turn
        rooms, hosts = len(board.stations) * board.days, len(board.hosts)
        self.rooms = [0] * rooms
        for at, taken in board.rooms.items():
            self.rooms[at] = taken
        self.room_days: list[list[int]] = [[] for _ in range(rooms)]
        self.host_days: list[list[int]] = [[] for _ in range(hosts * board.days)]
        self.held_a_day, self.held_a_week = [0] * (hosts * self.days), [0] * (hosts * self.weeks)
        for at, count in board.held_a_day.items():
            self.held_a_day[at] = count
        for at, count in board.held_a_week.items():
            self.held_a_week[at] = count

    def unfairness(self) -> int:
        """What it costs that stations do without hosts beyond their fair share."""
        open_, known = frozenset(self.open), self._shares
        if open_ != known[0]:
            known = self._shares = open_, self.board.unfairness(open_)
        return known[1]

    def neighbours(self, post: int) -> tuple[int, int]:
        """The posts before and after that are taken, or the ends of the chain."""
        x = self.x
        before, after = post - 1, post + 1
        while x[before] == HOLE:
            before -= 1
        while x[after] == HOLE:
            after += 1
        return before, after

    def slack(self, one: int, other: int) -> int:
        """How many days the gap between two posts may miss its ideal and cost nothing."""
        share = self.board.share
        return (share[other] - share[one]) * self.tolerance // 100

    def _gap(self, one: int, other: int) -> int:
        """What the gap between two posts costs that are taken."""
        x, owner = self.x, self.board.owner
        if x[one] == END or x[other] == END or (owner[one] < 0 and owner[other] < 0):
            return 0
        missed = abs(x[other] - x[one]) - self.slack(one, other)
        return max(0, missed) * self.spacing

    def place(self, need: int, day: int, start: int, host: int) -> None:
        """Put a need that is not placed on a start that is free."""
        board = self.board
        self.log.append((need, -1, 0, -1))
        self.day[need], self.start[need], self.host[need] = day, start, host
        del self.open[need]
        at = board.station[need] * self.days + day
        self.rooms[at] |= ((1 << board.cells[need]) - 1) << start
        self.room_days[at].append(need)
        if host >= 0:
            at = host * self.days + day
            self.host_days[at].append(need)
            self.held_a_day[at] += 1
            self.held_a_week[host * self.weeks + board.week[day]] += 1
        miss = 0 if board.liked[need][day] >> start & 1 else self.points
        self.miss[need] = miss
        post = board.post[need]
        self.x[post] = day - board.share[post]
        before, after = self.neighbours(post)
        left, right = self._gap(before, post), self._gap(post, after)
        self.cost += left + right + miss - self.gaps[after] - board.price[need]
        self.gaps[post], self.gaps[after] = left, right
        if left or right or miss:
            self._mark(need)
            if left:
                self._mark(board.owner[before])
            if right:
                self._mark(board.owner[after])
        if self.rotates:
            self._count(need, 1)

    def _count(self, need: int, change: int) -> None:
        """Count a session for the shifts that can attend it, or no longer."""
        rotation, day = self.board.rotation, self.day[need]
        place = rotation.place(need, day)
        if place >= 0:
            counts = self.taken[place]
            for number in rotation.attending(need, day, self.start[need]):
                counts[number] += change
                if counts[number] == (1 if change > 0 else 0):
                    self.cost -= change * self.turn
            if self.lacking(need, day):
                self._mark(need)

    def lacking(self, need: int, day: int) -> list[int]:
        """The shifts that could attend a need on a day, and can attend no other of its duty."""
        rotation = self.board.rotation
        place = rotation.place(need, day)
        if place < 0:
            return []
        possible = rotation.possible[place]
        counts = self.taken[place]
        return [
            number for number, count in enumerate(counts) if not count and possible >> number & 1
        ]

    def _mark(self, need: int) -> None:
        if need >= 0 and not self.is_bad[need]:
            self.is_bad[need] = 1
            self.bad.append(need)

    def lift(self, need: int) -> None:
        """Take a need away that is placed."""
        board, day, start, host = self.board, self.day[need], self.start[need], self.host[need]
        self.log.append((need, day, start, host))
        if self.rotates:
            self._count(need, -1)
        self.day[need] = -1
        self.open[need] = None
        at = board.station[need] * self.days + day
        self.rooms[at] ^= ((1 << board.cells[need]) - 1) << start
        self.room_days[at].remove(need)
        if host >= 0:
            at = host * self.days + day
            self.host_days[at].remove(need)
            self.held_a_day[at] -= 1
            self.held_a_week[host * self.weeks + board.week[day]] -= 1
        post = board.post[need]
        self.x[post] = HOLE
        before, after = self.neighbours(post)
        joined = self._gap(before, after)
        gaps = self.gaps
        self.cost += joined - gaps[post] - gaps[after] - self.miss[need] + board.price[need]
        gaps[post], gaps[after], self.miss[need] = 0, joined, 0
        if joined:
            self._mark(board.owner[before])
            self._mark(board.owner[after])

    def costs(self, need: int) -> int:
        """What a placed need costs: its gaps on both sides, its hour, and who cannot attend."""
        post = self.board.post[need]
        _, after = self.neighbours(post)
        cost = self.gaps[post] + self.gaps[after] + self.miss[need]
        if self.rotates and not cost:
            return len(self.lacking(need, self.day[need])) * self.turn
        return cost

    def undo(self, length: int) -> None:
        """Take back all that was done since the log was so long."""
        log = self.log
        while len(log) > length:
            need, day, start, host = log.pop()
            if day < 0:
                self.lift(need)
            else:
                self.place(need, day, start, host)
            log.pop()
