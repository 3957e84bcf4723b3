# SPDX-License-Identifier: GPL-3.0-or-later
"""Spectrograms."""
from zoo.cases import case


@case
def spectrograms3(k):
    """Without windows, for which Keras wants SciPy; they are part of the kernels that the files hold."""
    def S(**settings):
        return k.layers.STFTSpectrogram(window=None, **settings)

    i, j = k.Input((200, 2), name="sound"), k.Input((2, 200), name="sound_first")
    outputs = [S(mode=m, frame_length=32, frame_step=10)(i) for m in ("log", "magnitude", "psd", "real", "imag", "angle", "stft")]
    outputs += [S(frame_length=20, fft_length=64, periodic=True, padding="same")(i), S(frame_length=24, scaling="spectrum")(i),
                S(frame_length=32, expand_dims=True)(i), S(frame_length=32, expand_dims=True, data_format="channels_first")(j),
                S(frame_length=32, scaling=None, data_format="channels_first")(j)]
    return k.Model([i, j], outputs)


@case
def mel_spectrograms3(k):
    L = k.layers
    i = k.Input((400,), name="sound")
    outputs = [L.MelSpectrogram(fft_length=128, sequence_stride=32, sampling_rate=4000, num_mel_bins=12)(i),
               L.MelSpectrogram(fft_length=64, sequence_stride=16, sequence_length=48, sampling_rate=2000, num_mel_bins=8, min_freq=50, max_freq=800,
                                power_to_db=False, mag_exp=1.0, window="hamming")(i),
               L.MelSpectrogram(fft_length=64, num_mel_bins=6, sampling_rate=2000, top_db=20.0, ref_power=2.0, min_power=1e-6)(i)]
    return k.Model(i, outputs)
