"""Train the encoder: `python -m training.encoder FOLDER` leaves its checkpoint and figures there.

One net for several tasks: NSMC ratings teach it words, the small share-alike sets their own heads,
and edited sentences (negation.py) negation. Ends on time: the learning rate falls with the seconds
of CPU that are left.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder.figures import report
from training.encoder.net import HEADS, SHAPES, Encoder, Shape
from training.encoder.sets import Sets, batches, inputs, load

BATCH = 256
ROUNDED_FROM = 0.8
"""Share of the time after which the table is rounded as it will be shipped."""


def losses(sets: Sets, rows: np.ndarray, logits: dict[str, Tensor]) -> Tensor:
    """The sum over the tasks in the batch, each the mean over its own rows by its share of the batch."""
    task, label = sets.task[rows], sets.label[rows]
    total = torch.zeros(())
    polar = np.flatnonzero(sets.polarity[rows] >= 0)
    if len(polar):
        target = torch.from_numpy(sets.polarity[rows[polar]].astype(np.float32)) * 0.94 + 0.03
        offset = torch.from_numpy(sets.offset[rows[polar]])
        guess = logits["sentiment"][polar] + offset
        total = total + functional.binary_cross_entropy_with_logits(guess, target, reduction="sum")
    for number, (name, size) in enumerate(HEADS.items()):
        own = np.flatnonzero(task == number)
        if name not in logits or not len(own):
            continue
        guess = logits[name][own]
        if name in ("emotion", "kind"):
            target = torch.from_numpy(sets.marks[rows[own]][:, :size].astype(np.float32))
            loss = functional.binary_cross_entropy_with_logits(guess, target, reduction="sum") * 0.1
        else:
            target = torch.from_numpy(label[own].astype(np.int64))
            loss = functional.cross_entropy(guess, target, reduction="sum", label_smoothing=0.03)
            loss = loss * (0.3 if name == "rating" else 1.0)
        total = total + loss
    return total / len(rows)


def train(
    sets: Sets,
    shape: Shape,
    folder: Path,
    seconds: float,
    rate: float,
    seed: int,
    start: Path | None,
) -> Encoder:
    """Until the CPU seconds are used up, from the weights at `start`; returns the averaged net."""
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    net = Encoder(shape)
    if start:
        net.load_state_dict(torch.load(start))
    mean = torch.optim.swa_utils.AveragedModel(
        net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(shape.averaged)
    )
    optimiser = torch.optim.AdamW(
        net.parameters(), lr=rate, betas=(0.9, 0.99), weight_decay=shape.decay, fused=True
    )
    began, step, epoch = time.process_time(), 0, 0
    while True:
        running = []
        for rows in batches(sets, sets.drawn(draw, shape.heads), BATCH, draw):
            done = (time.process_time() - began) / seconds
            if done >= 1:
                return finished(mean, folder, epoch)
            net.is_rounded = done > ROUNDED_FROM
            pace = rate * min(1, (step + 1) / 200) * max(0.01, 1 - done)
            optimiser.param_groups[0]["lr"] = pace
            loss = losses(sets, rows, net(*inputs(sets, rows)))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimiser.step()
            step += 1
            if step % 8 == 0:
                mean.update_parameters(net)
            running.append(loss.item())
        epoch += 1
        print(
            f"epoch {epoch} {done:.2f} loss {np.mean(running):.4f}",
            time.strftime("%H:%M"),
            flush=True,
        )
        report(sets, mean.module.eval(), "dev")
        torch.save(mean.module.state_dict(), folder / "encoder.pt")


def finished(mean: nn.Module, folder: Path, epoch: int) -> Encoder:
    """The averaged net, saved, as it reads when its table is rounded."""
    print(f"time is up in epoch {epoch + 1}")
    net = mean.module.eval()
    net.is_rounded = True
    torch.save(net.state_dict(), folder / "encoder.pt")
    return net


def main() -> None:
    """The command."""
    command = argparse.ArgumentParser(description=__doc__)
    command.add_argument("folder", type=Path)
    command.add_argument("--shape", choices=SHAPES, default="korean_encoder")
    command.add_argument("--seconds", type=float, default=2000)
    command.add_argument("--rate", type=float, default=0.003)
    command.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    command.add_argument("--seed", type=int, default=4)
    asked = command.parse_args()
    torch.set_num_threads(1)
    asked.folder.mkdir(parents=True, exist_ok=True)
    shape = SHAPES[asked.shape]
    sets = load(asked.folder, shape, asked.seed)
    net = train(sets, shape, asked.folder, asked.seconds, asked.rate, asked.seed, asked.start)
    report(sets, net, "dev")
    report(sets, net, "test")


if __name__ == "__main__":
    main()
