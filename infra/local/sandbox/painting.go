package sandbox

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
)

// painting draws the n-th of small pictures that can be told apart: a sky, a sun, hills, in colours of their own.
func painting(n int) ([]byte, error) {
	const w, h = 480, 320
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	hue := math.Mod(float64(n)*0.381966, 1) // the golden angle keeps neighbours apart
	sunX, sunY, sunR := float64(90+n*67%300), float64(60+n*41%80), float64(26+n*13%24)
	for y := range h {
		for x := range w {
			fx, fy := float64(x), float64(y)
			c := tint(hue, 0.45, 0.92-0.35*fy/h)
			if math.Hypot(fx-sunX, fy-sunY) < sunR {
				c = tint(math.Mod(hue+0.45, 1), 0.75, 0.97)
			}
			for hill := range 3 {
				top := 170 + 45*float64(hill) + 26*math.Sin(fx/(60+20*float64(hill))+float64(n*(hill+2)))
				if fy > top {
					c = tint(math.Mod(hue+0.18+0.06*float64(hill), 1), 0.5, 0.62-0.16*float64(hill))
				}
			}
			img.SetRGBA(x, y, c)
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 82}); err != nil {
		return nil, fmt.Errorf("paint picture: %w", err)
	}
	return out.Bytes(), nil
}

// tint is a colour by hue, saturation and value, each from 0 to 1.
func tint(h, s, v float64) color.RGBA {
	part := func(shift float64) uint8 {
		k := math.Mod(shift+h*6, 6)
		return uint8(255 * (v - v*s*math.Max(0, math.Min(math.Min(k, 4-k), 1))))
	}
	return color.RGBA{part(5), part(3), part(1), 255}
}
